"""Two small networks inside this computer, with made-up SystmOne servers in one: nothing in them reaches outside."""
