package io.tapline.standalone.serve;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which tokens are accepted.
 *
 * @param file of the tokens
 * @param optional whether nobody needs a token as long as there is no such file
 */
public record TokenOptions(Path file, boolean optional) {
  /** Whether callers are authenticated from the start. */
  public boolean areRequired() {
    return !optional || Files.exists(file);
  }
}
