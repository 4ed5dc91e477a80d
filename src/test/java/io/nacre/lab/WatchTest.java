package io.nacre.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofMillis(200);

    @TempDir
    Path folder;

    private Path kernel;
    private Path include;
    private Watch watch;

    @BeforeEach
    void begin() throws IOException {
        kernel = Files.createDirectories(folder.resolve("pool")).resolve("max.cl");
        include = Files.createDirectories(folder.resolve("common")).resolve("types.clh");
        Files.writeString(kernel, "one");
        Files.writeString(include, "two");
        watch = new Watch(Optional.of(folder));
    }

    @Test
    void seesAFileThatIsWrittenInto() throws Exception {
        assertThat(watch.await(List.of(), A_WHILE)).isEmpty();
        Instant before = Instant.now().minusMillis(50); // clocks of file systems tick slowly
        Files.writeString(kernel, "one more");
        Watch.Change change = watch.await(List.of(kernel), SOON).orElseThrow();
        assertThat(change.file()).isEqualTo(kernel);
        assertThat(change.time()).isBetween(before, Instant.now());
        assertThat(watch.await(List.of(), A_WHILE)).isEmpty();
    }

    @Test
    void seesAFileThatTakesThePlaceOfAnotherWhateverItsTime() throws Exception {
        FileTime time = Files.getLastModifiedTime(kernel);
        Path other = folder.resolve("pool/.max.cl.swp");
        Files.writeString(other, "ONE");
        Files.setLastModifiedTime(other, time);
        Files.move(other, kernel, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        assertThat(watch.await(List.of(kernel), SOON).orElseThrow().file()).isEqualTo(kernel);
    }

    @Test
    void seesAFileThatGoesAndComesBack() throws Exception {
        Files.delete(kernel);
        assertThat(watch.await(List.of(kernel), A_WHILE)).isEmpty();
        Files.writeString(kernel, "again");
        assertThat(watch.await(List.of(kernel), SOON).orElseThrow().file()).isEqualTo(kernel);
    }

    @Test
    void onlyFilesThatMatterWakeIt() throws Exception {
        Files.writeString(include, "changed");
        assertThat(watch.await(List.of(kernel), A_WHILE)).isEmpty();
        assertThat(watch.await(List.of(kernel, include), SOON).orElseThrow().file())
                .isEqualTo(include);
    }

    @Test
    void whatIsSavedBetweenTwoWaitsIsNotMissed() throws Exception {
        Files.writeString(kernel, "first");
        assertThat(watch.await(List.of(kernel), SOON)).isPresent();
        Files.writeString(kernel, "while a trial was going on");
        Thread.sleep(100);
        assertThat(watch.await(List.of(kernel), SOON)).isPresent();
    }

    @Test
    void filesElsewhereCanMatterToo(@TempDir Path elsewhere) throws Exception {
        Path own = elsewhere.resolve("my_conv.cl");
        Files.writeString(own, "mine");
        assertThat(watch.await(List.of(own), A_WHILE)).isEmpty();
        Files.writeString(own, "mine, better");
        assertThat(watch.await(List.of(own), SOON).orElseThrow().file()).isEqualTo(own);
    }
}
