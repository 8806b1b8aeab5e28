package io.tapline.flowlog.retention;

/** Files on the file system of the database that can be made again: caches and copies. */
public interface DerivedFiles {
  /** There are none, or they are on another file system. */
  DerivedFiles NONE =
      new DerivedFiles() {
        @Override
        public long sizeBytes() {
          return 0;
        }

        @Override
        public void giveUp(long bytes) {}
      };

  long sizeBytes();

  /** Deletes about as many bytes as far as they are not in use. */
  void giveUp(long bytes);
}
