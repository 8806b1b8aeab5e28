package io.tapline.standalone;

import io.quarkus.runtime.annotations.QuarkusMain;
import io.tapline.standalone.command.TaplineCommand;

/** Where {@code tapline up}, {@code tapline demo} and {@code tapline version} begin. */
@QuarkusMain
public final class Main {
  private static final String LOG_MANAGER = "java.util.logging.manager";

  private Main() {}

  /**
   * The first to log decides which log manager there is, and that is not Quarkus: it is to be the
   * one that application.properties configures all the same.
   */
  public static void main(String... arguments) {
    if (System.getProperty(LOG_MANAGER) == null) {
      System.setProperty(LOG_MANAGER, "org.jboss.logmanager.LogManager");
    }
    System.exit(TaplineCommand.execute(arguments));
  }
}
