package io.tapline.cli.certs;

import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline certs list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the CA and its certificates: their names and when they end.")
final class CertsListCommand implements Runnable {
  @Parameters(paramLabel = "DIR", description = "Directory of the CA.")
  Path directory;

  @Mixin Output output;

  @Override
  public void run() {
    Instant now = Instant.now();
    List<Issued> issued = CertsFailure.said(() -> new Authority(directory).list());
    output.rows(
        issued,
        Column.text("name", Issued::name),
        Column.text("for", Issued::names),
        Column.text("ends", row -> row.ends().toString()),
        Column.text("days_left", row -> Long.toString(row.daysLeft(now))),
        Column.text("state", row -> row.state(now)));
  }
}
