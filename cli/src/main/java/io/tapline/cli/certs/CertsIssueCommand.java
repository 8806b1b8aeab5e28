package io.tapline.cli.certs;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline certs issue}. */
@Command(
    name = "issue",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Makes a key and a certificate of the CA, for a server and for a client: NAME.pem and NAME.key.")
final class CertsIssueCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the CA.")
  Path directory;

  @Parameters(index = "1", paramLabel = "NAME", description = "Whose certificate it is.")
  String name;

  @Option(
      names = "--dns",
      paramLabel = "HOST",
      description =
          "Host name under which the server is asked; may be repeated (default: NAME, unless there is an --ip).")
  List<String> dns = List.of();

  @Option(
      names = "--ip",
      paramLabel = "ADDRESS",
      description = "Address under which the server is asked; may be repeated.")
  List<String> ip = List.of();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "398",
      description = "How long it is valid (default ${DEFAULT-VALUE} days).")
  int days;

  @Spec CommandSpec spec;

  @Override
  public void run() {
    Authority authority = new Authority(directory);
    X509Certificate made =
        CertsFailure.said(() -> authority.issue(name, names(), CertsFailure.days(days)));
    spec.commandLine()
        .getOut()
        .printf(
            "The certificate of %s is for %s and ends on %s.%n  %s%n  %s%n",
            name,
            Names.of(made).text(),
            made.getNotAfter().toInstant(),
            authority.certificate(name),
            authority.key(name));
  }

  private Names names() {
    return new Names(dns.isEmpty() && ip.isEmpty() ? List.of(name) : dns, ip);
  }
}
