// Loaded before a program (node --require) it lets the disk fail under log.seen. The product knows nothing of this.
const fs = require('node:fs');

const real = fs.writeFileSync;

fs.writeFileSync = (path, ...words) => {
  if (String(path).endsWith('log.seen.part'))
    throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO', syscall: 'fsync' });
  return real(path, ...words);
};
