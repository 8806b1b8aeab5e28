package io.tapline.wire.fileid;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a POSIX system knows of a file. Two equal identities on one machine are the same bytes,
 * unless somebody wrote through a mapping or set the clock back: every other write, and every
 * change of the modification time, sets the time of the last status change.
 *
 * @param device number of the file system
 * @param inode number of the file within it
 * @param sizeBytes its length
 * @param modifyNanos when its bytes were changed, nanoseconds since the epoch
 * @param changeNanos when its bytes or its attributes were changed, nanoseconds since the epoch
 */
public record FileIdentity(
    long device, long inode, long sizeBytes, long modifyNanos, long changeNanos) {
  private static final String ATTRIBUTES = "unix:dev,ino,size,lastModifiedTime,ctime";

  /**
   * The identity of the file that the path leads to.
   *
   * @throws IOException when there is none, or it may not be looked at
   * @throws UnsupportedOperationException on a system without inodes
   */
  public static FileIdentity of(Path path) throws IOException {
    Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES);
    return new FileIdentity(
        number(found.get("dev")),
        number(found.get("ino")),
        number(found.get("size")),
        nanos(found.get("lastModifiedTime")),
        nanos(found.get("ctime")));
  }

  /** Whether this is the same file, whatever became of its bytes. */
  public boolean sameFile(FileIdentity other) {
    return device == other.device && inode == other.inode;
  }

  private static long number(@Nullable Object attribute) {
    return ((Number) requireNonNull(attribute)).longValue();
  }

  private static long nanos(@Nullable Object attribute) {
    return ((FileTime) requireNonNull(attribute)).to(TimeUnit.NANOSECONDS);
  }
}
