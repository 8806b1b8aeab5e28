package io.tapline.cli.flow;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.output.RowPrinter;
import io.tapline.wire.flowtools.FlowToolsEnding;
import io.tapline.wire.flowtools.FlowToolsException;
import io.tapline.wire.flowtools.FlowToolsFrames;
import io.tapline.wire.flowtools.FlowToolsReader;
import io.tapline.wire.flowtools.FlowToolsRecord;
import io.tapline.wire.flowtools.ForeignOrder;
import io.tapline.wire.flowtools.UnsupportedFieldException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The files that a command reads, one after the other. */
final class FlowFiles {
  static final String STANDARD_INPUT = "-";
  private static final int FLUSH_CHARACTERS = 1 << 15;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files of flow-tools; '-' or none is the standard input.")
  List<String> names = List.of(STANDARD_INPUT);

  @Option(
      names = "--flow-tools-order",
      description =
          "Big-endian files of versions 1005 and 8.12 were written by flow-tools on a little-endian machine, which swapped some of their fields wrongly.")
  boolean flowToolsOrder;

  /** What is done with an open file. */
  interface Visitor {
    void visit(String name, FlowToolsReader reader) throws IOException;
  }

  /** What is done with a record. */
  interface RecordVisitor {
    void visit(FlowToolsRecord record) throws IOException;
  }

  /** Opens each file in turn; what is wrong with one ends the command. */
  void each(Visitor visitor) {
    for (String name : names) {
      try (FlowToolsReader reader = open(name)) {
        visitor.visit(name, reader);
      } catch (IOException e) {
        throw failure(name, e);
      } catch (UnsupportedFieldException e) {
        throw new CliException(ExitCode.USAGE, "%s: %s".formatted(name, e.getMessage()));
      }
    }
  }

  /** Hands out all records; says on the standard error stream how a file ends before its end. */
  void records(String name, FlowToolsReader reader, RecordVisitor visitor) throws IOException {
    for (FlowToolsRecord record = reader.read(); record != null; record = reader.read()) {
      visitor.visit(record);
    }
    tellEnding(name, reader.ending());
  }

  private void tellEnding(String name, @Nullable FlowToolsEnding ending) {
    if (ending != null && ending.kind() != FlowToolsEnding.Kind.COMPLETE) {
      err().printf("%s: %s%n", name, ending.message());
    }
  }

  private FlowToolsReader open(String name) throws IOException {
    ForeignOrder order = flowToolsOrder ? ForeignOrder.AS_FLOW_TOOLS : ForeignOrder.AS_DOCUMENTED;
    return new FlowToolsReader(frames(name), order);
  }

  private static FlowToolsFrames frames(String name) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return FlowToolsFrames.of(System.in);
    }
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      throw new FileSystemException(name, null, "It is a directory.");
    }
    return Files.isRegularFile(path) || Files.notExists(path)
        ? FlowToolsFrames.open(path)
        : FlowToolsFrames.of(Files.newInputStream(path));
  }

  static CliException failure(String name, IOException failure) {
    String sentence =
        switch (failure) {
          case NoSuchFileException e -> "There is no such file.";
          case AccessDeniedException e -> "It may not be read: permission denied.";
          case FileSystemException e when e.getReason() != null -> e.getReason();
          case FlowToolsException e -> e.getMessage();
          default -> failure.toString();
        };
    return new CliException(ExitCode.USAGE, "%s: %s".formatted(name, sentence));
  }

  /** Prints what was gathered once there is much of it, and empties it. */
  void printWhenLong(StringBuilder text) {
    if (text.length() > FLUSH_CHARACTERS) {
      print(text);
    }
  }

  /** Prints what was gathered, and empties it. */
  void print(StringBuilder text) {
    out().append(text);
    text.setLength(0);
    RowPrinter.flush(out());
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  PrintWriter err() {
    return command.commandLine().getErr();
  }
}
