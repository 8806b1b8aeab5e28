package io.tapline.cli.flow;

import io.tapline.cli.output.RowPrinter;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline flow header}. */
@Command(
    name = "header",
    mixinStandardHelpOptions = true,
    description = "Prints what the headers of the files say, laid out as by flow-header.",
    footerHeading = "%nExample:%n",
    footer = "  tapline flow header ft-v05.2026-03-01.100000+0000")
final class FlowHeaderCommand implements Runnable {
  @Mixin FlowFiles files;

  @Override
  public void run() {
    files.each(
        (name, reader) -> {
          HeaderText.lines(reader.header(), ZoneId.systemDefault()).forEach(files.out()::println);
          RowPrinter.flush(files.out());
        });
  }
}
