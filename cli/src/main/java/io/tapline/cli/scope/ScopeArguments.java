package io.tapline.cli.scope;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** An interval and a filter, which may also be typed as it is, for commands without arguments. */
public final class ScopeArguments extends ScopeOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILTER",
      description = "A filter, for example 'bytes > 1000000 AND NOT service = tls'.")
  void typed(@Nullable String text) {
    filter.typed(text);
  }
}
