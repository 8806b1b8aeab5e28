package io.tapline.cli;

/** Where the client half of the tapline command begins. */
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    System.exit(TaplineCli.commandLine().execute(arguments));
  }
}
