package io.tapline.cli.certs;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline certs renew}. */
@Command(
    name = "renew",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Replaces certificates and their keys by new ones with the same names. Servers that run use them within a minute.")
final class CertsRenewCommand implements Runnable {
  private static final int SOON_DAYS = 30;

  @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the CA.")
  Path directory;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      description = "Whose (default: all that end within 30 days).")
  List<String> names = List.of();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "398",
      description = "How long they are valid (default ${DEFAULT-VALUE} days).")
  int days;

  @Spec CommandSpec spec;

  @Override
  public void run() {
    Authority authority = new Authority(directory);
    List<String> due = CertsFailure.said(() -> names.isEmpty() ? ending(authority) : names);
    for (String name : due) {
      X509Certificate made =
          CertsFailure.said(() -> authority.renew(name, CertsFailure.days(days)));
      spec.commandLine()
          .getOut()
          .printf("The certificate of %s ends on %s.%n", name, made.getNotAfter().toInstant());
    }
    if (due.isEmpty()) {
      spec.commandLine().getOut().println("No certificate ends within 30 days.");
    }
  }

  private static List<String> ending(Authority authority) throws IOException {
    Instant now = Instant.now();
    return authority.list().stream()
        .skip(1)
        .filter(issued -> issued.daysLeft(now) < SOON_DAYS)
        .map(Issued::name)
        .toList();
  }
}
