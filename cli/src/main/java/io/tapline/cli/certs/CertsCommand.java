package io.tapline.cli.certs;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tapline certs}. */
@Command(
    name = "certs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {
      CertsInitCommand.class,
      CertsIssueCommand.class,
      CertsListCommand.class,
      CertsRenewCommand.class
    },
    description =
        "Makes a CA and certificates of it, for TLS where there is no CA. Works on files of this machine; nothing is sent.",
    footer = {
      "",
      "Examples:",
      "  tapline certs init ca",
      "  tapline certs issue ca server --dns tapline.example.org --dns localhost --ip 192.0.2.1",
      "  tapline up --bind 0.0.0.0 --tls-cert ca/server.pem --tls-key ca/server.key",
      "  tapline search --server https://tapline.example.org:9000 --tls-ca ca/ca.pem",
      "  tapline certs renew ca server",
      "",
      "Whoever has ca.key can pretend to be any of your servers: keep the directory where only you read it."
    })
public final class CertsCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "What is it to do?");
  }
}
