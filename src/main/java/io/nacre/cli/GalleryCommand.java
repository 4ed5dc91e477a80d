package io.nacre.cli;

import io.nacre.backend.Backend;
import io.nacre.cli.gallery.Exhibit;
import io.nacre.cli.gallery.Gallery;
import io.nacre.cli.gallery.Page;
import io.nacre.cli.gallery.Section;
import io.nacre.image.Picture;
import io.nacre.text.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the layers at work on a photo. */
@Command(
        name = "gallery",
        description = {
            "Shows the layers at work on a photo: convolutions, transposed convolutions, pools, unpooling, activations.",
            "Writes their results as PNGs, and index.html, a page that holds them all."
        },
        mixinStandardHelpOptions = true)
final class GalleryCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "IMAGE", description = "A PNG or JPEG; its middle square is taken.")
    private Path file = Path.of("");

    @Option(names = "--output", paramLabel = "DIR", description = "Where files are written; nacre-gallery by default.")
    private Path folder = Path.of("nacre-gallery");

    @Mixin
    private final BackendSelection selection = new BackendSelection();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException {
        System.setProperty("java.awt.headless", "true"); // pictures are drawn, none is shown
        Picture photo = Picture.read(file);
        try (Backend backend = selection.openOne()) {
            report(write(photo, String.valueOf(file.getFileName()), backend, folder));
        }
        return Main.DONE;
    }

    /** Writes the gallery of a photo; answers what it shows. */
    static List<Section> write(Picture photo, String name, Backend backend, Path folder) throws IOException {
        List<Section> sections = Gallery.of(photo, backend);
        String subtitle =
                name + ", " + photo.width() + "×" + photo.height() + ", its middle square as 512×512; computed by "
                        + backend.name() + " on " + backend.device().name();
        Page.write(sections, subtitle, folder);
        return sections;
    }

    private void report(List<Section> sections) {
        TextTable table = new TextTable("layer", "before", "after", "size", "pictures");
        for (Section section : sections) {
            for (Exhibit exhibit : section.exhibits()) {
                table.row(exhibit.layer(), exhibit.before(), exhibit.after(), exhibit.size(), exhibit.files());
            }
        }
        output.print(table);
        if (!output.tsv()) {
            output.results().println();
            output.results().println("the gallery is in " + folder.resolve("index.html"));
        }
    }
}
