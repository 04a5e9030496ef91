"""Prints the covariance and shrinkage that test_benchmark_distances.py compares with.

Run once, outside the project, with scikit-learn 1.9.1 (which duibiao does not need):
python ledoit_wolf_scikit_learn.py
"""

import numpy as np

VALUES = np.array(
    [
        [2.1, 30.5, 0.9, 12.0],
        [3.4, 28.1, 1.4, 9.5],
        [1.8, 33.0, 0.7, 14.2],
        [4.0, 25.9, 1.1, 8.8],
        [2.9, 29.7, 1.9, 11.1],
        [3.1, 31.2, 1.3, 10.4],
        [5.2, 22.4, 2.2, 7.3],
        [2.5, 27.8, 0.8, 13.0],
    ]
)

if __name__ == "__main__":
    from sklearn.covariance import ledoit_wolf

    for values in (VALUES, (VALUES - VALUES.mean(axis=0)) / VALUES.std(axis=0), VALUES[:3]):
        covariance, shrinkage = ledoit_wolf(values)
        print(repr(shrinkage), np.array2string(covariance, separator=", ", precision=12))
