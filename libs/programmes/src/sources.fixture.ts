import { readFileSync } from 'node:fs';
import { readSources, type Sources } from './index';

const reading = readSources(readFileSync(`${__dirname}/../sources.yaml`, 'utf8'), 'sources.yaml');

/** The sources that the release ships. */
export const SHIPPED_SOURCES: Sources = reading.ok ? reading.sources : {};
