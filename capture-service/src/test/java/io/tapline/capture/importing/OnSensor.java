package io.tapline.capture.importing;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a sensor of their own. */
abstract class OnSensor {
  @TempDir Path directory;
  Sensor sensor;

  @BeforeEach
  void start() {
    sensor = new Sensor(directory);
  }

  @AfterEach
  void stop() {
    sensor.close();
  }
}
