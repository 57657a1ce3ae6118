import type { Vault } from '@fenming/vault';
import type { Views } from '@fenming/views';
import { unsealPayees, type Payee } from '../eligibility/sealed';

/** Who is paid under each account version, in the order asked. @throws Error for a version that nobody has, VaultError as `unseal`. */
export const payeesOf = (
  { views, vault }: { readonly views: Views; readonly vault: Vault },
  accountVersions: readonly string[],
): readonly Payee[] => {
  const sealed = views.payeesOf(accountVersions);
  accountVersions.forEach((version, index) => {
    if (sealed[index]?.accountVersion !== version) throw new Error(`account version ${version} has no payee`);
  });
  return unsealPayees(vault, sealed);
};
