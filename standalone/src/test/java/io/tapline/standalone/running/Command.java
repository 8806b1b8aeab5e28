package io.tapline.standalone.running;

import io.tapline.cli.TaplineCli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * A command as a person types it, and what it answered.
 *
 * @param exit its exit code
 */
record Command(int exit, String out, String err) {

  static Command run(TaplineProcess tapline, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = TaplineCli.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--server", tapline.server()));
    int exit = line.execute(all.toArray(String[]::new));
    return new Command(exit, out.toString(), err.toString());
  }

  /** Rows of a CSV without its header. */
  List<String> rows() {
    return out.lines().skip(1).toList();
  }
}
