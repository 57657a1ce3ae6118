import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Answers, AnswersFile } from './answers';
import { Has, text, whole } from './fields';
import { operationsIn } from './operations';

class WordAnswer {
  @Has(text) word!: string;
}

@Controller('api/v1')
class WholeController {
  @Get('county')
  @Answers(WordAnswer)
  ask(): WordAnswer {
    return { word: '' };
  }

  @Post('backups')
  @HttpCode(200)
  @Answers(WordAnswer, 'backup_refused')
  bring(): Promise<WordAnswer> {
    return Promise.resolve({ word: '' });
  }
}
@Controller('api/v1')
class SilentController {
  @Get('county')
  ask(): WordAnswer {
    return { word: '' };
  }
}
@Controller('api/v1')
class RowlessController {
  @Get('secrets')
  @Answers(WordAnswer)
  ask(): WordAnswer {
    return { word: '' };
  }
}
@Controller('years')
class PagesController {
  @Get(':year')
  page(): string {
    return '';
  }
}

describe('an operation', () => {
  it('is declared whole: whom it is for, what it answers with which status, and why it may not', () => {
    const told = operationsIn([WholeController]).map(({ method, route, access, answer, status }) => [
      `${method} ${route}`,
      access.area,
      Object.keys(answer.content),
      answer.refuses,
      status,
    ]);
    expect(told).toEqual([
      ['GET /api/v1/county', 'nowhere', ['application/json'], [], 200],
      ['POST /api/v1/backups', 'county', ['application/json'], ['backup_refused'], 200],
    ]);
  });

  it('that says nothing of its answer keeps the server from starting', () => {
    expect(() => operationsIn([SilentController])).toThrow('GET /api/v1/county declares no answer');
  });

  it('without a row in the access table keeps the server from starting', () => {
    expect(() => operationsIn([RowlessController])).toThrow('GET /api/v1/secrets has no row');
  });

  it('is none where a page is answered', () => expect(operationsIn([PagesController])).toEqual([]));
});

/** Each line below is one that the compiler must refuse; where it does not, it refuses the comment above it. */
export class RefusedByTheCompiler {
  // @ts-expect-error a number is no text
  @Has(text) word!: number;
  // @ts-expect-error what is always answered is not left out
  @Has(whole) count?: number;
  // @ts-expect-error what may be null is not always a text
  @Has(text) name!: string | null;

  // @ts-expect-error another object than the one that is declared
  @Answers(WordAnswer)
  other(): { readonly words: string } {
    return { words: '' };
  }

  // @ts-expect-error no code that anything is refused with
  @Answers(WordAnswer, 'no_such_code')
  coded(): WordAnswer {
    return { word: '' };
  }

  // @ts-expect-error no bytes
  @AnswersFile('application/pdf')
  file(): string {
    return '';
  }
}
