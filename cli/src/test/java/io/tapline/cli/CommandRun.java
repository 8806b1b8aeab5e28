package io.tapline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The command as a test runs it, once or several times, and what it has printed so far. */
public class CommandRun {
  private final List<String> words;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /**
   * @param words what stands before the arguments of each run: {@code "capture", "handler"}
   */
  public CommandRun(String... words) {
    this.words = List.of(words);
  }

  /** Runs the command to its end; its exit code. */
  public int run(String... arguments) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(arguments));
    CommandLine line = TaplineCli.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }

  public String out() {
    return out.toString();
  }

  public String err() {
    return err.toString();
  }

  /** Forgets what was printed. */
  public void clear() {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
  }
}
