package io.tapline.capture.transform;

import java.util.Map;

/**
 * A transform as asked for.
 *
 * @param name one of {@link Transforms#names}
 * @param parameters its parameters by name
 */
public record TransformSpec(String name, Map<String, String> parameters) {
  /** The parameter that is never shown again. */
  public static final String SECRET = "key";

  public TransformSpec {
    parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
  }
}
