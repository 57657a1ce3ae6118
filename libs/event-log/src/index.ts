export * from './port';
export { canonicalJson, NotCanonical, parseCanonical } from './canonical';
export { EVENT_OVERHEAD_BYTES, MAX_APPEND_BYTES } from './envelope';
export { openEventStoreLog, type EventStoreLogOptions } from './eventstore/eventstore-log';
export { openMemoryLog, type MemoryLogOptions } from './memory/memory-log';
export { NativeBuildMissing, openDatabase } from './sqlite/native';
export { openSqliteLog, type SqliteLogOptions } from './sqlite/sqlite-log';
export { copyDatabase, holdLog, type HeldLog } from './sqlite/copy';
export { inspectLog, LogDamaged, streamsOf, type InspectedLog } from './sqlite/inspect';
