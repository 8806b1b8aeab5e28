package io.tapline.standalone.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tapline token}. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {TokenCreateCommand.class, TokenListCommand.class, TokenRevokeCommand.class},
    description =
        "Makes, lists and revokes the tokens that callers show. Works on a file of this machine; nothing is sent.",
    footer = {
      "",
      "Examples:",
      "  tapline token create alice --role analyst --expires 90d",
      "  tapline token list",
      "  tapline token revoke alice",
      "",
      "Roles: viewer (log, reports, events), analyst (packets too), operator (changes sources, imports,",
      "rules, events), admin (deletes data, maintains the database). A Tapline that runs sees a change",
      "within a second; with the first token it begins to ask everybody for one."
    })
final class TokenCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "What is it to do?");
  }
}
