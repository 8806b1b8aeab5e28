package io.tapline.cli.connect;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The option {@code --page-token} of lists that print one page, and the hint to the next page. */
public final class PageToken {
  @Option(
      names = "--page-token",
      paramLabel = "TOKEN",
      defaultValue = "",
      description = "Go on after the page that gave this token.")
  String token;

  /** The {@code page_token} of the request; empty for the first page. */
  public String token() {
    return token;
  }

  /**
   * Says how to ask for the next page, if there is one.
   *
   * @param next the {@code next_page_token} of the answer; empty on the last page
   */
  public static void printNext(String next, PrintWriter err) {
    printNext(next, "", err);
  }

  /**
   * The same with another way to have the rest.
   *
   * @param otherwise the end of the line, behind the token
   */
  public static void printNext(String next, String otherwise, PrintWriter err) {
    if (!next.isEmpty()) {
      err.printf("There is more: --page-token %s%s%n", next, otherwise);
    }
  }
}
