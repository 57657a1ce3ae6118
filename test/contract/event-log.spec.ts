import { eventLogContract } from './event-log.contract';
import { eventStoreHarness, memoryHarness, sqliteHarness } from './event-log.harness';

eventLogContract('in memory', memoryHarness());
eventLogContract('in a SQLite file', sqliteHarness());
eventLogContract('in EventStoreDB', eventStoreHarness());
