package io.tapline.standalone.command;

import io.tapline.rpc.auth.StoredToken;
import io.tapline.rpc.auth.TokensFile;
import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tapline token list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the tokens: names, roles and times, never the tokens themselves.")
final class TokenListCommand implements Runnable {
  private static final String ROW = "%-24s %-9s %-20s %-20s%s%n";

  @Mixin TokensOption tokens;
  @Spec CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(ROW, "name", "role", "created", "expires", "");
    tokens.with(TokensFile::list).forEach(token -> print(out, token));
  }

  private static void print(PrintWriter out, StoredToken token) {
    out.printf(
        ROW,
        token.name(),
        token.role().word(),
        token.created(),
        token.expiresText(),
        token.isExpired(Instant.now()) ? " expired" : "");
  }
}
