import { eventLogContract } from './event-log.contract';
import { memoryHarness, sqliteHarness } from './event-log.harness';

eventLogContract('in memory', memoryHarness());
eventLogContract('in a SQLite file', sqliteHarness());
