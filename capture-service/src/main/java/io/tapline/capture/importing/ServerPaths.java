package io.tapline.capture.importing;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which files of the server may be read in place: regular files really below a configured root. */
final class ServerPaths {
  private final List<Path> roots;

  ServerPaths(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  /** The real path of the file, links resolved. */
  Path resolve(String text) {
    Path path = Path.of(text);
    if (!path.isAbsolute()) {
      throw refused(text, "it is not an absolute path");
    }
    if (roots.stream().noneMatch(root -> path.normalize().startsWith(root.normalize()))) {
      throw refused(text, "it lies below none of tapline.capture.import.roots");
    }
    Path real = real(path);
    if (roots.stream().noneMatch(root -> below(root, real))) {
      throw refused(text, "its link leads out of tapline.capture.import.roots");
    }
    if (!Files.isRegularFile(real)) {
      throw refused(text, "it is not a regular file");
    }
    return real;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new CaptureException(Reason.FILE_NOT_FOUND, "There is no file " + path + ".", e);
    }
  }

  private static boolean below(Path root, Path real) {
    try {
      return real.startsWith(root.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static CaptureException refused(String path, String why) {
    return CaptureException.invalid(
        Reason.PATH_NOT_ALLOWED, "header.server_path", path + " may not be read: " + why + ".");
  }
}
