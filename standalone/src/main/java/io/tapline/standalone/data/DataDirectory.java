package io.tapline.standalone.data;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One data directory, held until {@link #close}.
 *
 * <pre>
 * VERSION          layout and PostgreSQL major (see {@link DataVersion})
 * tapline.lock     held while running; says the pid
 * postgres/        the PostgreSQL cluster
 * postgres.password  of the cluster's only role, readable by the owner alone
 * capture/         spool and imported capture files
 * flowlog-cache/   copies of segments; may be deleted while stopped
 * report/          where the detections are in the log, their blocklists and suppressions
 * tokens           who may call (see {@code io.tapline.rpc.auth}), once there is a token
 * audit/           who called what
 * run/             log of PostgreSQL, the owner's token of this run
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
  /** Below this nothing is started: PostgreSQL could not even write its log. */
  public static final long MIN_FREE_BYTES = 128L << 20;

  /** What may be there before the version is written; an empty file system has the last. */
  private static final Set<String> BEFORE_VERSION =
      Set.of(
          "tapline.lock", "tokens", "tokens.lock", "capture", "flowlog-cache", "run", "lost+found");

  private final Path root;
  private final DirectoryLock lock;

  private DataDirectory(Path root, DirectoryLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Creates the directory where it is missing, locks it, and checks that this version may use it.
   */
  public static DataDirectory open(Path directory) {
    if (directory.toString().isEmpty()) {
      throw new StandaloneException(
          Reason.DATA_DIRECTORY_UNUSABLE,
          "--data names no directory; leave it out for the default one.");
    }
    Path root = directory.toAbsolutePath().normalize();
    try {
      createPrivate(root);
      requireOwn(root);
      requireFree(root, Files.getFileStore(root).getUsableSpace());
      DirectoryLock lock = DirectoryLock.take(root);
      try {
        DataDirectory data = new DataDirectory(root, lock);
        data.prepare();
        return data;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  /** {@code $XDG_DATA_HOME/tapline}, by default {@code ~/.local/share/tapline}. */
  public static Path defaultPath() {
    return new UserDirectories(System.getenv()).data();
  }

  /** Where the tokens of a data directory are, unless they are elsewhere. */
  public static Path tokens(Path directory) {
    return directory.resolve("tokens");
  }

  /** Makes a directory for its owner alone, unless it is there. */
  public static void createIfMissing(Path directory) {
    try {
      createPrivate(directory);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  public Path root() {
    return root;
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path postgresPassword() {
    return root.resolve("postgres.password");
  }

  public Path capture() {
    return root.resolve("capture");
  }

  public Path flowlogCache() {
    return root.resolve("flowlog-cache");
  }

  public Path report() {
    return root.resolve("report");
  }

  public Path run() {
    return root.resolve("run");
  }

  public Path auditLog() {
    return root.resolve("audit").resolve("audit.log");
  }

  /** A token of this run for whoever can read the directory: its owner. */
  public Path ownerToken() {
    return run().resolve("owner.token");
  }

  /** Deletes the directory with all that is in it, after {@link #close}. */
  public void delete() {
    try {
      Directories.deleteIfExists(root);
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  @Override
  public void close() {
    lock.close();
  }

  static void requireFree(Path root, long usableBytes) {
    if (usableBytes < MIN_FREE_BYTES) {
      throw new StandaloneException(
          Reason.DISK_FULL,
          "The disk of %s is full: %d MB are free and at least %d MB are needed to start; free some space or choose another place with --data."
              .formatted(root, usableBytes >> 20, MIN_FREE_BYTES >> 20));
    }
  }

  /** A directory with other people's files is not ours to fill. */
  private static void requireOwn(Path root) throws IOException {
    if (Files.exists(root.resolve(DataVersion.FILE))) {
      return;
    }
    try (Stream<Path> entries = Files.list(root)) {
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !BEFORE_VERSION.contains(name))
          .min(Comparator.naturalOrder())
          .ifPresent(name -> refuseForeign(root, name));
    }
  }

  private static void refuseForeign(Path root, String name) {
    throw new StandaloneException(
        Reason.DATA_DIRECTORY_UNUSABLE,
        "%s is not a data directory of Tapline (it holds %s); name an empty or new one with --data."
            .formatted(root, name));
  }

  private void prepare() throws IOException {
    DataVersion.check(root);
    for (Path part :
        new Path[] {capture(), flowlogCache(), report(), run(), root.resolve("audit")}) {
      createPrivate(part);
    }
  }

  private static void createPrivate(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static StandaloneException unusable(Path root, IOException e) {
    return new StandaloneException(
        Reason.DATA_DIRECTORY_UNUSABLE,
        "The data directory %s cannot be used (%s); choose another with --data."
            .formatted(root, reasonOf(e)),
        e);
  }

  private static String reasonOf(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
  }
}
