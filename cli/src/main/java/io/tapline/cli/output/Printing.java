package io.tapline.cli.output;

import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The option {@code --no-color}, and the printing in a format that a subclass lets people choose.
 */
public abstract class Printing {
  @Spec(Spec.Target.MIXEE)
  protected CommandSpec command;

  @Option(names = "--no-color", description = "No colours, also on a terminal.")
  boolean noColor;

  /** How rows are printed. */
  public abstract Format format();

  public PrintWriter out() {
    return command.commandLine().getOut();
  }

  public PrintWriter err() {
    return command.commandLine().getErr();
  }

  /** Whether the standard output may carry colours and plots redrawn in place. */
  @SuppressWarnings("SystemConsoleNull") // the built-in console of JDK 25 is null again in a pipe
  public boolean color() {
    Console console = System.console();
    return !noColor && System.getenv("NO_COLOR") == null && console != null && console.isTerminal();
  }

  /** Prints all rows in the chosen format. */
  @SafeVarargs
  @SuppressWarnings("varargs") // List.of only reads the array
  public final <R> void rows(List<R> rows, Column<R>... columns) {
    rows(rows, List.of(columns));
  }

  public <R> void rows(List<R> rows, List<Column<R>> columns) {
    RowPrinter<R> printer = printer(columns);
    printer.print(rows);
    printer.finish();
  }

  /** For rows that come in parts: print, print, finish. */
  public <R> RowPrinter<R> printer(List<Column<R>> columns) {
    return switch (format()) {
      case TABLE -> new TablePrinter<>(out(), columns, color());
      case JSON -> new JsonPrinter<>(out(), columns);
      case CSV -> new CsvPrinter<>(out(), columns);
    };
  }

  /**
   * A remark for people: on the standard output under a table, on the standard error stream beside
   * data.
   */
  public void remark(String text) {
    (format() == Format.TABLE ? out() : err()).println(text);
  }
}
