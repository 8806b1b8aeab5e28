package io.tapline.cli.capture;

import io.tapline.capture.v1.Transform;
import java.util.Optional;

/** Transforms as people write them: {@code NAME} or {@code NAME PARAMETER=VALUE}. */
final class TransformText {
  private TransformText() {}

  /**
   * The transform, which has one parameter at most, whose value may have spaces; empty when a
   * parameter has no value.
   */
  static Optional<Transform> parse(String text) {
    int space = text.strip().indexOf(' ');
    if (space < 0) {
      return Optional.of(Transform.newBuilder().setName(text.strip()).build());
    }
    String parameter = text.strip().substring(space + 1).strip();
    int equals = parameter.indexOf('=');
    if (equals < 0) {
      return Optional.empty();
    }
    return Optional.of(
        Transform.newBuilder()
            .setName(text.strip().substring(0, space))
            .putParameters(parameter.substring(0, equals), parameter.substring(equals + 1))
            .build());
  }
}
