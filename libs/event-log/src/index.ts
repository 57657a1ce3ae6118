export * from './port';
export { canonicalJson, NotCanonical, parseCanonical } from './canonical';
export { MAX_PAYLOAD_BYTES } from './envelope';
export { openMemoryLog, type MemoryLogOptions } from './memory/memory-log';
export { NativeBuildMissing, openDatabase } from './sqlite/native';
export { openSqliteLog, type SqliteLogOptions } from './sqlite/sqlite-log';
export { copyDatabase, holdLog, type HeldLog } from './sqlite/copy';
export { inspectLog, LogDamaged, streamsOf, type InspectedLog } from './sqlite/inspect';
