package io.tapline.standalone.command;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline token revoke}. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Removes a token; who shows it is refused from then on.")
final class TokenRevokeCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "Whose token it was.")
  String name;

  @Mixin TokensOption tokens;
  @Spec CommandSpec spec;

  @Override
  public void run() {
    if (!tokens.with(file -> file.revoke(name))) {
      throw new StandaloneException(
          Reason.TOKENS_UNUSABLE, "%s has no token %s.".formatted(tokens.path(), name));
    }
    spec.commandLine().getErr().printf("The token of %s is revoked.%n", name);
  }
}
