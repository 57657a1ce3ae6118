import { speakIn } from './language';
import { yamlFaults } from './yaml-words';

const lineAt = (offset: number): number => Math.floor(offset / 10) + 1;

describe('a text that is no YAML', () => {
  it('is told line by line, the first fault of each alone', () => {
    const errors = [
      { code: 'BAD_INDENT', pos: [3, 4] },
      { code: 'MISSING_CHAR', pos: [7, 8] },
      { code: 'DUPLICATE_KEY', pos: [25, 26] },
    ] as const;
    expect(yamlFaults(errors, lineAt)).toEqual([
      { line: 1, reason: '不是有效的 YAML：缩进不对（同一层的各行须左对齐），或括号没有写完' },
      { line: 3, reason: '不是有效的 YAML：同一个键写了两次' },
    ]);
  });

  it('is told in words also where the reader’s own code is none that we know', () => {
    const [fault] = speakIn('en', () => yamlFaults([{ code: 'SOMETHING_NEW', pos: [0, 1] }], lineAt));
    expect(fault?.reason).toBe('not valid YAML: something is missing, or there are characters that do not belong there');
  });
});
