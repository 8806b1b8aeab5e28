package io.tapline.cli.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Puts the names of all columns into a command's help, in lines of bounded length. */
final class ColumnsHelp implements IModelTransformer {
  /** The line of the footer in whose place they come. */
  static final String PLACE = "@columns";

  private static final String BEGIN = "Columns, and fields of filters:";
  private static final int MAX_LINE_LENGTH = 100;

  @Override
  public CommandSpec transform(CommandSpec command) {
    String[] footer = command.usageMessage().footer();
    command
        .usageMessage()
        .footer(Arrays.stream(footer).flatMap(ColumnsHelp::lines).toArray(String[]::new));
    return command;
  }

  private static Stream<String> lines(String line) {
    return line.equals(PLACE) ? lines(ConnectionColumns.names()).stream() : Stream.of(line);
  }

  private static List<String> lines(List<String> names) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(BEGIN);
    for (String name : names) {
      if (line.length() + 1 + name.length() > MAX_LINE_LENGTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(name);
    }
    lines.add(line.append(',').toString());
    return lines;
  }
}
