import io.nacre.Backends;
import io.nacre.Nacre;
import io.nacre.backend.Backend;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Conv2d;
import io.nacre.nn.MaxPool2d;
import io.nacre.nn.ReLU;
import io.nacre.nn.Sequential;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

public class Example {
    public static void main(String[] arguments) {
        Sequential layers = Sequential.of(Conv2d.of(3, 16, 3).padding(1), new ReLU(), MaxPool2d.of(2));
        Model model = arguments.length > 0
                ? Nacre.load(Path.of(arguments[0])) // a trained network, from an ONNX file
                : Model.of(layers, StateDict.initial(layers, 42)); // or layers; trained weights: StateDict.open(path)
        float[] pixels = new float[3 * 224 * 224]; // an image: red, green and blue planes
        Arrays.fill(pixels, 0.5f);
        Tensor image = Tensor.of(pixels, 1, 3, 224, 224);

        try (Backend backend = Backends.best(); // a GPU through OpenCL if there is one, else pure Java
                Session session = Session.open(model, backend)) { // weights are uploaded once
            Tensor result = session.run(image); // on the Java heap, needs no closing
            System.out.println(result.shape() + ", the first number is " + result.toFloats()[0]);
            System.out.println(session.plan(List.of(image)).describe()); // each step, its algorithm, bytes and FLOPs
        }
    }
}
