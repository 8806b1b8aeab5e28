package io.tapline.cli.scope;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** An interval and a filter, which may also be typed as it is, for commands without arguments. */
public final class ScopeArguments extends ScopeOptions {
  @Parameters(
      arity = "0..*",
      paramLabel = "FILTER",
      description = {
        "A filter, for example 'bytes > 1MB AND NOT service = tls'.",
        "Several words are one filter: host 10.0.0.1 and port 443"
      })
  void typed(@Nullable List<String> words) {
    filter.typed(words == null || words.isEmpty() ? null : String.join(" ", words));
  }
}
