package io.tapline.capture.importing;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Which files of the server may be read in place: regular files really below a configured root, and
 * those that the owner of this sensor may read, for clients that prove to be the owner's.
 */
final class ServerPaths {
  private final List<Path> roots;
  private final OwnerKey owner;

  ServerPaths(List<Path> roots, OwnerKey owner) {
    this.roots = List.copyOf(roots);
    this.owner = owner;
  }

  /** The real path of the file, links resolved. */
  Path resolve(ImportRequest request) {
    Path path = absolute(request.serverPath());
    OwnerKey.Claim claim = request.offer().claim();
    return claim == null ? belowRoot(path) : owned(path, claim);
  }

  private static Path absolute(String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw refused(text, "it is no path of this system");
    }
    throw refused(text, "it is not an absolute path");
  }

  private Path owned(Path path, OwnerKey.Claim claim) {
    owner.check(path, claim);
    if (!real(path).equals(path)) {
      throw refused(path.toString(), "it leads through a link");
    }
    return regular(path);
  }

  private Path belowRoot(Path path) {
    String text = path.toString();
    if (roots.stream().noneMatch(root -> path.normalize().startsWith(root.normalize()))) {
      throw refused(text, "it lies below none of tapline.capture.import.roots");
    }
    Path real = real(path);
    if (roots.stream().noneMatch(root -> below(root, real))) {
      throw refused(text, "its link leads out of tapline.capture.import.roots");
    }
    return regular(real);
  }

  private static Path regular(Path path) {
    if (!Files.isRegularFile(path)) {
      throw refused(path.toString(), "it is not a regular file");
    }
    return path;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new Refusal(Reason.FILE_NOT_FOUND, "There is no file " + path + ".", e);
    }
  }

  private static boolean below(Path root, Path real) {
    try {
      return real.startsWith(root.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static Refusal refused(String path, String why) {
    return Refusal.ofField(
        Reason.PATH_NOT_ALLOWED, "header.server_path", path + " may not be read: " + why + ".");
  }
}
