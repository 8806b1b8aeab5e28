package io.tapline.standalone;

import io.quarkus.runtime.annotations.QuarkusMain;
import io.tapline.standalone.command.TaplineCommand;

/** Where {@code tapline up}, {@code tapline demo} and {@code tapline version} begin. */
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    System.exit(TaplineCommand.execute(arguments));
  }
}
