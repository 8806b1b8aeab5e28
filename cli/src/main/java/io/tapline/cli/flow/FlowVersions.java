package io.tapline.cli.flow;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.wire.flowtools.RecordVersion;
import org.jspecify.annotations.Nullable;

/** Record versions as typed. */
final class FlowVersions {
  private FlowVersions() {}

  static RecordVersion parse(@Nullable String text, RecordVersion otherwise) {
    return text == null
        ? otherwise
        : RecordVersion.parse(text)
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.USAGE,
                        "There is no version '%s': use 1, 5, 6, 7, 8.1 to 8.14 or 1005."
                            .formatted(text)));
  }
}
