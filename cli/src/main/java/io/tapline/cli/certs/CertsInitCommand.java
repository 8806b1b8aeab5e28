package io.tapline.cli.certs;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline certs init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a CA: ca.pem, which clients trust, and ca.key, which is kept secret.")
final class CertsInitCommand implements Runnable {
  @Parameters(paramLabel = "DIR", description = "Directory of the CA and of its certificates.")
  Path directory;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "tapline-ca",
      description = "Name in it (default ${DEFAULT-VALUE}).")
  String name;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "3650",
      description = "How long it is valid (default ${DEFAULT-VALUE} days).")
  int days;

  @Spec CommandSpec spec;

  @Override
  public void run() {
    Authority authority = new Authority(directory);
    X509Certificate made = CertsFailure.said(() -> authority.init(name, CertsFailure.days(days)));
    spec.commandLine()
        .getOut()
        .printf(
            "The CA %s is made, and ends on %s.%n  %s  clients trust it%n  %s  keep it secret%n",
            name, made.getNotAfter().toInstant(), authority.certificate("ca"), authority.key("ca"));
  }
}
