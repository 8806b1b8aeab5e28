package io.tapline.flowlog.hostcopy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** The file of one host copy, as it was when it was made. */
record HostCopy(Path file, long sizeBytes, FileTime modified) {

  static HostCopy of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new HostCopy(file, attributes.size(), attributes.lastModifiedTime());
  }

  /** Whether nobody has touched the file since; cheap, so it is asked before every use. */
  boolean isAsMade() {
    try {
      return equals(of(file));
    } catch (IOException e) {
      return false;
    }
  }
}
