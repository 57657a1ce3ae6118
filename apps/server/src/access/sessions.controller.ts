import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Folder, Refused } from '@fenming/application';
import { ordinaryText } from '@fenming/citizen';
import type { ActorId } from '@fenming/subsidy';
import { Typed } from '../validators';

export class LoginBody {
  @Typed(64, 'jingban') actor!: string;
  @Typed(200) password!: string;
}

/** Checks a password and opens a session; the same answer for an unknown actor and a wrong password. */
export const openSession = async (folder: Folder, { actor, password }: LoginBody): Promise<string> => {
  // Accounts are small ASCII letters; an input method that was left on types them wide, and phones begin with a capital.
  const id = ordinaryText(actor).normalize('NFKC').toLowerCase() as ActorId;
  if (!folder.access.passwordMatches(id, password) || (await folder.appointment(id)) === undefined)
    throw new Refused({ refused: 'unauthenticated' });
  return folder.access.issueToken(id, 'person');
};

@ApiTags('登录 sessions')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(private readonly folder: Folder) {}

  @Post()
  async login(@Body() body: LoginBody): Promise<{ token: string }> {
    return { token: await openSession(this.folder, body) };
  }
}
