import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { PROGRAMME_SCHEMA } from './index';
import { SOURCES_SCHEMA } from './schema';

const published: unknown = JSON.parse(readFileSync(`${__dirname}/../schema/programme.schema.json`, 'utf8'));
const folder = `${__dirname}/../catalogue`;

describe('the published schema of a programme file', () => {
  it('is the one the engine reads by', () => {
    expect(published).toEqual(PROGRAMME_SCHEMA);
  });

  it('is a schema itself, as that of the sources is', () => {
    expect(() => new Ajv({ strict: true, allowUnionTypes: true }).compile(PROGRAMME_SCHEMA)).not.toThrow();
    expect(() => new Ajv({ strict: true }).compile(SOURCES_SCHEMA)).not.toThrow();
  });

  it.each(readdirSync(folder))('accepts %s in any validator, without our code', (file) => {
    const validate = new Ajv({ allowUnionTypes: true }).compile(published as object);
    validate(parse(readFileSync(`${folder}/${file}`, 'utf8')));
    expect(validate.errors).toBeNull();
  });
});
