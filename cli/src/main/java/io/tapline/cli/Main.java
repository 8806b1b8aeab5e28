package io.tapline.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Where the client half of the tapline command begins. */
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    // What fails is told by the command itself, in one sentence.
    Logger.getLogger("").setLevel(Level.OFF);
    System.exit(TaplineCli.commandLine().execute(arguments));
  }
}
