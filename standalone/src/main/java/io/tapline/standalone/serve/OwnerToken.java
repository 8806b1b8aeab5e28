package io.tapline.standalone.serve;

import io.tapline.rpc.auth.SecretFile;
import io.tapline.rpc.auth.Token;
import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A token for the owner of the data directory, which the command finds by itself. */
public final class OwnerToken {
  private OwnerToken() {}

  /** Replaces that of the run before. */
  public static void write(Path file) {
    try {
      SecretFile.write(file, Token.random(new SecureRandom()) + "\n");
    } catch (IOException e) {
      throw new StandaloneException(
          Reason.DATA_DIRECTORY_UNUSABLE,
          "%s cannot be written: %s".formatted(file, e.getMessage()),
          e);
    }
  }
}
