package io.tapline.standalone.command;

import io.tapline.rpc.auth.TokensFile;
import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import io.tapline.standalone.data.DataDirectory;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tokens file a command is about. */
final class TokensOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory whose tokens they are (default: that of `tapline up`).")
  @Nullable Path data;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Tokens file instead of the one in a data directory, for example for a Secret.")
  @Nullable Path file;

  /** Work on the file that may fail. */
  interface Work<T> {
    T on(TokensFile tokens) throws IOException;
  }

  /** Where the tokens are. */
  Path path() {
    return file == null
        ? DataDirectory.tokens(data == null ? DataDirectory.defaultPath() : data)
        : file;
  }

  /** Makes the data directory, so that there can be tokens before the first start. */
  void prepare() {
    if (file == null) {
      DataDirectory.createIfMissing(Objects.requireNonNull(path().toAbsolutePath().getParent()));
    }
  }

  private static StandaloneException unusable(Exception cause, String sentence) {
    return new StandaloneException(Reason.TOKENS_UNUSABLE, sentence, cause);
  }

  <T> T with(Work<T> work) {
    try {
      return work.on(new TokensFile(path()));
    } catch (FileSystemException e) {
      throw unusable(e, "The tokens cannot be used (" + e + ").");
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(e, String.valueOf(e.getMessage()));
    }
  }
}
